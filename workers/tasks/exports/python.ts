import { classNumber, type Consumed, type Consumer } from './consumer';
import { lastLine, runChild } from './child';

const LIMIT_MS = 60_000;
/** Those of the system before the one a person may have put in its place. */
const PROGRAMS = process.platform === 'win32' ? ['python', 'python3'] : ['/usr/bin/python3', 'python3', 'python'];
const NOT_INSTALLED = 93;

/** Reads columns as JSON, runs the module at argv[1], and writes its predictions as JSON. */
const driver = (packages: readonly string[], versions: string): string => `
import json, sys
try:
    import ${packages.join(', ')}
except ImportError:
    sys.exit(${NOT_INSTALLED})
import importlib.machinery, importlib.util
loader = importlib.machinery.SourceFileLoader("fall_line_model", sys.argv[1])
module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
loader.exec_module(module)
rows = json.load(sys.stdin)
def cell(v):
    return None if v is None or v != v else v if isinstance(v, str) else repr(float(v)).replace("inf", "Infinity")
probabilities = [[cell(v) for v in column] for column in module.predict_proba(rows).T] if hasattr(module, "CLASSES") else []
predictions = [cell(v) for v in module.predict(rows)]
json.dump({"predictions": predictions, "probabilities": probabilities,
           "consumer": "python3 %d.%d with " % sys.version_info[:2] + ${versions}}, sys.stdout)
`;

interface Answer {
  predictions: (string | null)[];
  probabilities: (string | null)[][];
  consumer: string;
}

const number = (text: string | null): number | null => (text === null ? null : Number(text));

const consumerOf =
  (packages: readonly string[], versions: string, needs: string): Consumer =>
  async ({ path, rows, described, control, folder }): Promise<Consumed> => {
    const columns = Object.fromEntries(described.inputs.map(({ name }, j) => [name, rows.columns[j]!]));
    // A module without columns still has to know how many rows there are.
    const input = JSON.stringify(described.inputs.length === 0 ? { row: rows.own.predictions } : columns);
    for (const program of PROGRAMS) {
      const options = { folder, input, limitMs: LIMIT_MS };
      const end = await runChild(program, ['-B', '-c', driver(packages, versions), path], control, options);
      if (end.isMissing || end.code === NOT_INSTALLED) continue;
      if (end.code === null) return { outcome: 'failed', consumer: `${program} took more than ${LIMIT_MS / 1000} s, or wrote too much.` };
      if (end.code !== 0) return { outcome: 'failed', consumer: `${program} could not run it: ${lastLine(end)}` };
      const answer = JSON.parse(end.stdout) as Answer;
      const predictions =
        described.classNames === null
          ? answer.predictions.map(number)
          : answer.predictions.map((label) => classNumber(described, label));
      return {
        outcome: 'scored',
        scores: { predictions, probabilities: answer.probabilities.map((column) => column.map(number)) },
        consumer: answer.consumer,
      };
    }
    return { outcome: 'absent', consumer: `Not run: this machine has no Python 3 with ${needs}.` };
  };

export const consumePython = consumerOf(['numpy'], '"numpy " + numpy.__version__', 'numpy');
export const consumeSklearn = consumerOf(
  ['numpy', 'sklearn'],
  '"scikit-learn " + sklearn.__version__',
  'numpy and scikit-learn',
);
