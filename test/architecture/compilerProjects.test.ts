import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Messages of the compiler for `code` as if it stood in `layer`, under that layer's own project file. */
function diagnostics(layer: string, code: string): string[] {
  const folder = resolve(root, layer);
  const { config } = ts.readConfigFile(resolve(folder, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const planted = resolve(folder, 'planted.ts');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === planted || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === planted ? ts.createSourceFile(name, code, ts.ScriptTarget.ES2023) : getSourceFile(name, ...rest);
  const program = ts.createProgram([planted], { ...options, composite: false, emitDeclarationOnly: false, noEmit: true }, host);
  const source = program.getSourceFile(planted);
  return program.getSemanticDiagnostics(source).map((item) => ts.flattenDiagnosticMessageText(item.messageText, ' '));
}

describe('the compiler projects', () => {
  it.each([
    ['workers/core', 'export const a = document.title;', 'document'],
    ['workers/core', 'export const a = process.cwd();', 'process'],
    ['workers/core', 'console.log(1);', 'console'],
    ['workers/engine', 'export const a = document.title;', 'document'],
    ['electron/main', 'export const a = document.title;', 'document'],
    ['renderer', 'export const a = process.cwd();', 'process'],
  ])('give %s no name that does not exist where it runs: %s', (layer, code, name) => {
    expect(diagnostics(layer, code).some((message) => message.includes(`'${name}'`))).toBe(true);
  });

  it('accept the same names where they exist', () => {
    expect(diagnostics('renderer', 'export const a = document.title;')).toEqual([]);
    expect(diagnostics('workers/engine', 'export const a = process.cwd();')).toEqual([]);
  });
});
