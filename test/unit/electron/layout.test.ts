import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { layoutOf } from '../../../electron/main/layout';

it('in a checkout everything lies under the project', () => {
  const root = resolve('/projects/fall-line');
  expect(layoutOf(join(root, 'out', 'main'))).toEqual({
    root,
    isArchived: false,
    renderer: join(root, 'out', 'renderer'),
    preload: join(root, 'out', 'preload', 'index.cjs'),
    tasks: join(root, 'out', 'main', 'tasks'),
    kernels: join(root, 'out', 'wasm', 'kernels.wasm'),
    samples: join(root, 'samples'),
  });
});

it('in an installed application, what threads and DuckDB read lies beside the archive', () => {
  const resources = resolve('/opt/fall-line/resources');
  const layout = layoutOf(join(resources, 'app.asar', 'out', 'main'));
  expect(layout.isArchived).toBe(true);
  expect(layout.renderer).toBe(join(resources, 'app.asar', 'out', 'renderer'));
  const unpacked = join(resources, 'app.asar.unpacked');
  expect(layout.tasks).toBe(join(unpacked, 'out', 'main', 'tasks'));
  expect(layout.kernels).toBe(join(unpacked, 'out', 'wasm', 'kernels.wasm'));
  expect(layout.samples).toBe(join(unpacked, 'samples'));
});
