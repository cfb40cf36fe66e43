import {
  AmbientLight,
  BufferGeometry,
  CatmullRomCurve3,
  Color,
  DirectionalLight,
  DoubleSide,
  Float32BufferAttribute,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  PerspectiveCamera,
  Scene,
  TubeGeometry,
  Vector3,
  WebGLRenderer,
} from 'three';
import { heightOf, widthOf } from '../../../../workers/core/explain/planeGrid';
import { thinPath } from '../../../../workers/core/explain/planePath';
import { heightAt } from '../../../../workers/core/explain/reliefHeights';
import type { Palette } from '../../../charts/palette';
import type { MapPath } from './mapTypes';
import type { ObjectiveGrid } from './useObjectiveGrid';

export interface Relief {
  show: (grid: ObjectiveGrid, path: MapPath | null, palette: Palette) => void;
  resize: (width: number, height: number) => void;
  /** Radians about the upright axis and upwards. */
  turn: (around: number, up: number) => void;
  zoom: (factor: number) => void;
  dispose: () => void;
}

const HEIGHT = 0.55;
/** Cells between two lines on the surface. */
const LINES = 16;
/** Lifts what lies on the surface off it. */
const ABOVE = 0.006;
const TRACK = { radius: 0.006, segments: 240, sides: 6, mostPoints: 200 };
const UP = { least: 0.12, most: 1.5 };
const DISTANCE = { least: 0.8, most: 4 };

/** Lines and a shaded surface, drawn when something has changed. Throws where there is no WebGL. */
export function createRelief(canvas: HTMLCanvasElement): Relief {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
  renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
  const scene = new Scene();
  const camera = new PerspectiveCamera(38, 1, 0.05, 20);
  const sun = new DirectionalLight(0xffffff, 2.2);
  sun.position.set(-1, 2, 1);
  scene.add(sun, new AmbientLight(0xffffff, 1.3));

  const surface = new Mesh(
    new BufferGeometry(),
    new MeshLambertMaterial({ vertexColors: true, side: DoubleSide }),
  );
  const lines = new LineSegments(new BufferGeometry(), new LineBasicMaterial({ transparent: true, opacity: 0.35 }));
  const track = new Mesh(new BufferGeometry(), new MeshBasicMaterial());
  scene.add(surface, lines, track);

  const view = { around: 0.75, up: 0.6, distance: 1.9 };

  function draw(): void {
    const { around, up } = view;
    // In a narrow picture the sides would be cut off.
    const distance = view.distance * Math.max(1, 1.25 / camera.aspect);
    camera.position.set(
      distance * Math.cos(up) * Math.sin(around),
      distance * Math.sin(up) + HEIGHT / 3,
      distance * Math.cos(up) * Math.cos(around),
    );
    camera.lookAt(0, HEIGHT / 3, 0);
    renderer.render(scene, camera);
  }

  function setPositions(geometry: BufferGeometry, positions: number[]): void {
    geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
    geometry.computeBoundingSphere();
  }

  function show(grid: ObjectiveGrid, path: MapPath | null, palette: Palette): void {
    const { values, size, area } = grid;
    const finite = values.filter(Number.isFinite);
    const least = Math.min(...finite);
    const range = Math.max(...finite) - least || 1;
    const share = (value: number): number => (Number.isFinite(value) ? (value - least) / range : 1);
    const at = (row: number, column: number, lift = 0): number[] => [
      column / (size - 1) - 0.5,
      share(values[row * size + column] ?? NaN) * HEIGHT + lift,
      0.5 - row / (size - 1),
    ];
    const low = new Color(palette.accent);
    const high = new Color(palette.surface);
    const cells = Array.from({ length: size * size }, (_, k) => ({ row: Math.floor(k / size), column: k % size }));

    setPositions(surface.geometry, cells.flatMap(({ row, column }) => at(row, column)));
    const colors = cells.flatMap(({ row, column }) =>
      low.clone().lerp(high, 0.85 * share(values[row * size + column] ?? NaN)).toArray(),
    );
    surface.geometry.setAttribute('color', new Float32BufferAttribute(colors, 3));
    const corners = cells.filter(({ row, column }) => row < size - 1 && column < size - 1);
    surface.geometry.setIndex(
      corners.flatMap(({ row, column }) => {
        const a = row * size + column;
        return [a, a + 1, a + size, a + 1, a + size + 1, a + size];
      }),
    );
    surface.geometry.computeVertexNormals();

    const spacing = Math.max(1, Math.round((size - 1) / LINES));
    const drawn = cells.flatMap(({ row, column }) => [
      ...(row % spacing === 0 && column < size - 1 ? [...at(row, column, ABOVE), ...at(row, column + 1, ABOVE)] : []),
      ...(column % spacing === 0 && row < size - 1 ? [...at(row, column, ABOVE), ...at(row + 1, column, ABOVE)] : []),
    ]);
    setPositions(lines.geometry, drawn);
    lines.material.color.set(palette.text);

    const cell = { width: widthOf(area) / TRACK.mostPoints, height: heightOf(area) / TRACK.mostPoints };
    const walked = path === null ? [] : thinPath(path.xs, path.ys, cell).points;
    const positions = walked.slice(0, TRACK.mostPoints).flatMap((point) => {
      const height = heightAt({ values, size, area }, point);
      if (height === null) return [];
      const across = (point.x - area.left) / widthOf(area) - 0.5;
      return [new Vector3(across, share(height) * HEIGHT + ABOVE, 0.5 - (point.y - area.bottom) / heightOf(area))];
    });
    track.geometry.dispose();
    track.visible = positions.length > 1;
    if (track.visible) {
      track.geometry = new TubeGeometry(new CatmullRomCurve3(positions, false, 'centripetal'), TRACK.segments, TRACK.radius, TRACK.sides);
    }
    track.material.color.set(palette.series[path?.color ?? 0] ?? palette.text);
    draw();
  }

  return {
    show,
    resize(width, height) {
      renderer.setSize(width, height, false);
      camera.aspect = width / height;
      camera.updateProjectionMatrix();
      draw();
    },
    turn(around, up) {
      view.around += around;
      view.up = Math.min(UP.most, Math.max(UP.least, view.up + up));
      draw();
    },
    zoom(factor) {
      view.distance = Math.min(DISTANCE.most, Math.max(DISTANCE.least, view.distance * factor));
      draw();
    },
    dispose() {
      for (const { geometry, material } of [surface, lines, track]) {
        geometry.dispose();
        material.dispose();
      }
      renderer.dispose();
      renderer.forceContextLoss();
    },
  };
}
