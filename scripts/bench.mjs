// npm run bench [-- --only steps,import,window]: sets up what is missing and runs the benchmarks.
import { withDisplay } from './lib/display.mjs';
import { electronEnvironment, electronVariables } from './lib/electronArguments.mjs';
import { runScript } from './lib/failure.mjs';
import { prepare } from './lib/prepare.mjs';
import { run } from './lib/processes.mjs';
import { root } from './lib/project.mjs';

await runScript(async () => {
  const { executable } = await prepare();
  const args = ['bench/run.mjs', ...process.argv.slice(2)];
  return withDisplay('1920x1080x24', async (env) => {
    const variables = electronEnvironment({ ...env, ...electronVariables(executable) });
    return (await run(process.execPath, args, { cwd: root, env: variables })).code;
  });
});
