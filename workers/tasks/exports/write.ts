import { writeFile } from 'node:fs/promises';
import { PRINTERS } from '../../core/export/formats';
import { EXPORT_KINDS } from '../../core/export/formats/kinds';
import { FallLineError } from '../../core/schema';
import type { ExportRequests } from './messages';

export const writeExport = async ({ model, format, path }: ExportRequests['write']['request']): Promise<{ byteLength: number }> => {
  const print = PRINTERS[format];
  if (!print) {
    throw new FallLineError('setting-invalid', `A model alone cannot be written as ${EXPORT_KINDS[format].title}. Choose another form.`);
  }
  const content = Buffer.from(print(model) as string);
  await writeFile(path, content);
  return { byteLength: content.byteLength };
};
