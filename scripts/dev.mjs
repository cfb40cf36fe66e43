// npm run dev: the window with hot reload of the renderer.
import { buildKernels, forgetBuild } from './lib/build.mjs';
import { withDisplay } from './lib/display.mjs';
import { electronEnvironment, rootNote } from './lib/electronArguments.mjs';
import { runScript } from './lib/failure.mjs';
import { prepareElectron, say } from './lib/prepare.mjs';
import { run } from './lib/processes.mjs';
import { commandOf, isRoot, root } from './lib/project.mjs';

await runScript(async () => {
  const { executable } = await prepareElectron();
  if (isRoot) say(rootNote);
  // What electron-vite writes here is no build to start from later.
  forgetBuild();
  await buildKernels();
  const args = [
    commandOf('electron-vite'),
    'dev',
    ...(isRoot ? ['--noSandbox'] : []),
    ...process.argv.slice(2),
  ];
  return withDisplay('1280x800x24', async (env) => {
    const environment = { ...electronEnvironment(env), ELECTRON_EXEC_PATH: executable };
    return (await run(process.execPath, args, { cwd: root, env: environment })).code;
  });
});
