import boundaries from 'eslint-plugin-boundaries';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
import { layers } from './eslint.layers.mjs';

const names = Object.keys(layers);
const nodeModules = { module: { origin: 'core' } };
const importPolicies = names.flatMap((name) => {
  const { folders, typesOnly = [], packages } = layers[name];
  const from = { element: { type: name } };
  const npm = packages.filter((entry) => entry !== 'node');
  const to = (type) => ({ element: { type } });
  return [
    { from, allow: { to: to(name) } },
    ...folders.map((folder) => ({ from, allow: { to: to(folder) } })),
    ...typesOnly.map((folder) => ({ from, allow: { to: to(folder), dependency: { kind: 'type' } } })),
    ...npm.map((source) => ({ from, allow: { to: { module: { origin: 'external', source } } } })),
    ...(packages.includes('node') ? [{ from, allow: { to: nodeModules } }] : []),
  ];
});

export default tseslint.config(
  {
    ignores: [
      'out/**', '.cache/**', 'node_modules/**', 'first-run/**', 'test-results/**',
      'workers/wasm/**', 'test/architecture/planted/**', '**/*.d.ts',
    ],
  },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.vue'] } },
    rules: {
      'vue/no-v-html': 'error',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
      'vue/multi-word-component-names': 'off',
    },
  },
  {
    files: ['**/*.{ts,mjs,vue}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      'no-debugger': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['workers/core/**/*.ts', 'renderer/**/*.{ts,vue}'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['electron/main/**/*.ts'],
    ignores: ['electron/main/ipc/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "ImportSpecifier[imported.name='ipcMain']", message: 'Requests enter through electron/main/ipc.' },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,vue}'],
    ignores: ['renderer/bridge/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[object.name='window'][property.name='api']", message: 'Ask renderer/bridge.' },
      ],
    },
  },
  {
    files: names.map((name) => `${name}/**/*.{ts,vue}`),
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { noWarnOnMultipleProjects: true } },
      'boundaries/elements': names.map((name) => ({ type: name, pattern: name, mode: 'folder' })),
      'boundaries/legacy-warnings': false,
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        { default: 'disallow', checkAllOrigins: true, checkUnknownLocals: true, policies: importPolicies },
      ],
    },
  },
);
