#!/usr/bin/env node
import { ensureBuilt } from '../scripts/lib/ensureBuilt.mjs';
import { runScript } from '../scripts/lib/failure.mjs';

await runScript(async () => {
  await ensureBuilt({ quiet: !process.stderr.isTTY });
  // The set-up ends this process at once on a signal; from here on the command frees what it holds first.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  const { runAsProcess } = await import('../out/main/cli.js');
  return runAsProcess();
});
