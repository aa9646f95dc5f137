import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Runs test files in the order given: a mutant is done with at the first test that fails, so those that are quick and
 * likely to see it come first.
 */
export function inOrder(tests: readonly string[]): typeof BaseSequencer {
  return class InOrder extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const place = ({ moduleId }: TestSpecification) => tests.findIndex((test) => moduleId.endsWith(test));
      return [...files].sort((a, b) => place(a) - place(b));
    }
  };
}
