import { z } from 'zod';

/** Shape only: whether a value makes sense is the engine's to say, in words for people. NaN must get that far. */
export const anyNumber = z.custom<number>((value) => typeof value === 'number', 'expected a number');
export const count = z.int().min(0);
export const shortText = z.string().max(200);
export const columnName = z.string().max(100_000);
export const identifier = z.string().min(1).max(200);
export const path = z
  .string()
  .min(1)
  .max(32_768)
  .refine((text) => !text.includes('\0'), 'a path holds no NUL');

/** More than any data set here can have; keeps a message from filling the memory of main. */
export const MAX_COLUMNS = 100_000;
