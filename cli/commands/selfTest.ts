import { withEngine, workHooks } from '../dataset';
import { EXIT } from '../failures';
import type { Io } from '../io';
import { parseSelfTest } from '../options/selfTest';
import { createProgress } from '../progress';
import { selfTestJson, selfTestText } from '../reports/selfTest';

export const selfTest = async (argv: string[], io: Io): Promise<number> => {
  const { json, quiet } = parseSelfTest(argv);
  return withEngine(io, createProgress(io, quiet), quiet, async (session) => {
    const report = await session.engine.selfTest(workHooks(session));
    session.progress.clear();
    io.stdout(`${json ? selfTestJson(report) : selfTestText(report)}\n`);
    return report.isPassed ? EXIT.done : EXIT.failed;
  });
};
