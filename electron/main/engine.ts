import { app } from 'electron';
import { createEngine } from '../../workers/engine';
import type { Engine } from '../../workers/engine/api';
import type { Start } from './start';

export const openEngine = ({ layout, version }: Start): Engine =>
  createEngine({
    tasksDirectory: layout.tasks,
    kernelPath: layout.kernels,
    scratchDirectory: app.getPath('temp'),
    applicationVersion: version,
    now: () => new Date(),
  });
