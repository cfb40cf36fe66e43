/**
 * Who may import whom, as data. `folders` are layers of this project, `packages` npm packages (`node` stands for
 * Node's own modules), `typesOnly` layers whose types alone may be imported. docs/ARCHITECTURE.md gives the reasons.
 */
export const layers = {
  'workers/core': { folders: [], packages: ['pbf', 'fast-xml-parser'] },
  'workers/tasks': { folders: ['workers/core'], packages: ['node', 'piscina', '@duckdb/*', 'fast-formula-parser'] },
  // The engine names task files by path; it shares no code with what runs in the worker threads.
  'workers/engine': {
    folders: ['workers/core'],
    typesOnly: ['workers/tasks'],
    packages: ['node', 'piscina', '@stdlib/*'],
  },
  'electron/contract': { folders: [], typesOnly: ['workers/core'], packages: [] },
  'electron/preload': { folders: ['electron/contract'], typesOnly: ['workers/core'], packages: ['electron'] },
  'electron/main': {
    folders: ['electron/contract', 'workers/engine', 'workers/core'],
    packages: ['node', 'electron', 'zod'],
  },
  cli: { folders: ['workers/engine', 'workers/core'], packages: ['node'] },
  renderer: {
    folders: ['electron/contract', 'workers/core'],
    packages: ['vue', 'pinia', 'reka-ui', 'chart.js', 'chart.js/*', 'd3-contour', 'temml', 'three'],
  },
};
