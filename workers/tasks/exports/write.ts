import { writeFile } from 'node:fs/promises';
import { PRINTERS } from '../../core/export/formats';
import { EXPORT_KINDS } from '../../core/export/formats/kinds';
import { printReport } from '../../core/report/html/report';
import { NO_PARTS } from '../../core/report/parts';
import { FallLineError } from '../../core/schema';
import type { ExportRequests } from './messages';

export const writeExport = async ({ model, format, path, report }: ExportRequests['write']['request']): Promise<{ byteLength: number }> => {
  const print = format === 'html' ? (of: typeof model) => printReport(of, report ?? NO_PARTS) : PRINTERS[format];
  if (!print) {
    throw new FallLineError('setting-invalid', `A model alone cannot be written as ${EXPORT_KINDS[format].title}. Choose another form.`);
  }
  const content = Buffer.from(print(model) as string);
  await writeFile(path, content);
  return { byteLength: content.byteLength };
};
