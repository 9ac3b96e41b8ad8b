import { describe, expect, it } from 'vitest';
import { describeApi, describeFunctions } from '../src/describe.ts';

const operationsOf = (paths: object) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );

describe('the operations by function', () => {
  it('are together those of the API document, each with one function', () => {
    const ofFunctions = describeFunctions().flatMap(({ paths }) => operationsOf(paths));
    expect(ofFunctions.sort()).toEqual(operationsOf(describeApi('0').paths ?? {}).sort());
    expect(new Set(ofFunctions).size).toBe(ofFunctions.length);
  });
});
