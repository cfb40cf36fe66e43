// npm run bench [-- arguments]: sets up what is missing and runs the benchmarks, on a virtual display if
// there is none.
import { withDisplay } from './lib/display.mjs';
import { electronEnvironment, electronVariables } from './lib/electronArguments.mjs';
import { runScript } from './lib/failure.mjs';
import { prepare } from './lib/prepare.mjs';
import { run } from './lib/processes.mjs';
import { root } from './lib/project.mjs';

await runScript(async () => {
  const { executable } = await prepare();
  return withDisplay('1920x1080x24', async (display) => {
    const env = { ...electronEnvironment(display), ...electronVariables(executable) };
    return (await run(process.execPath, ['bench/run.mjs', ...process.argv.slice(2)], { cwd: root, env }))
      .code;
  });
});
