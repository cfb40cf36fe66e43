import { z } from 'zod';

const MAX_PNG_BYTES = 64 * 1024 * 1024;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const png = z.custom<Uint8Array<ArrayBuffer>>(
  (value) =>
    value instanceof Uint8Array &&
    value.byteLength <= MAX_PNG_BYTES &&
    PNG_SIGNATURE.every((byte, index) => value[index] === byte),
  'expected a PNG image of at most 64 MB',
);

const MAX_SVG_CHARACTERS = 16 * 1024 * 1024;
const svg = z
  .string()
  .max(MAX_SVG_CHARACTERS)
  .regex(/^<svg [\s\S]*<\/svg>$/, 'expected an SVG picture of at most 16 million characters');

export const imageSchemas = {
  'image/save-png': z.strictObject({ png, suggestedName: z.string().min(1).max(255) }),
  'image/save-svg': z.strictObject({ svg, suggestedName: z.string().min(1).max(255) }),
  'image/copy-png': z.strictObject({ png }),
};
