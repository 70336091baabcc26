import { endpointRows } from '../check/endpoint/golden.test-data.ts';
import { kernelRows } from '../check/golden.test-data.ts';
import type { GoldenRow } from '../check/golden-row.test-data.ts';
import { serviceRows } from '../check/service/golden.test-data.ts';

/** Every golden row: those of the kernel and of both wings. */
export const goldenRows: readonly GoldenRow[] = [...kernelRows, ...endpointRows, ...serviceRows];
