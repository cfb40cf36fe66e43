// npm run build: builds the application, whether or not the sources changed.
import { build } from './lib/build.mjs';
import { ensureInstalled } from './lib/ensureBuilt.mjs';
import { runScript } from './lib/failure.mjs';
import { withSetupLock } from './lib/lock.mjs';
import { say } from './lib/prepare.mjs';

await runScript(async () => {
  await ensureInstalled(say);
  await withSetupLock(say, build);
  say('Built into out.');
  return 0;
});
