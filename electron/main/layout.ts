import { join, resolve, sep } from 'node:path';

/** Where the parts of the built application are. */
export interface Layout {
  root: string;
  /** Inside an archive: installed, not run from its sources. */
  isArchived: boolean;
  renderer: string;
  preload: string;
  tasks: string;
  kernels: string;
  samples: string;
}

/** Worker threads and WebAssembly are read by code that knows no archive, so packaging leaves them beside it. */
const outsideArchive = (path: string): string => path.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);

/** `mainDirectory` is the folder of the built main entry: `<root>/out/main`. */
export function layoutOf(mainDirectory: string): Layout {
  const root = resolve(mainDirectory, '..', '..');
  return {
    root,
    isArchived: root.endsWith('.asar'),
    renderer: join(root, 'out', 'renderer'),
    preload: join(root, 'out', 'preload', 'index.cjs'),
    tasks: outsideArchive(join(root, 'out', 'main', 'tasks')),
    kernels: outsideArchive(join(root, 'out', 'wasm', 'kernels.wasm')),
    samples: outsideArchive(join(root, 'samples')),
  };
}
