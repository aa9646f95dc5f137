import { describe, expect, it } from 'vitest';
import type { MemoryContext } from '../../../src/domain/memory-context.js';
import { titleFromContent } from '../../../src/domain/title.js';
import { documentOf } from '../../../src/search/analysis.js';

const plain = { title: 'Own title', content: 'Some content', summary: null, tags: [], context: {} };
const contextOf = (context: MemoryContext) => documentOf({ ...plain, context }).context;

describe('documentOf', () => {
  it('indexes every field, stop words included', () => {
    expect(
      documentOf({ ...plain, content: 'Why the tests fail', summary: 'Flaky', tags: ['ci', 'two words'] }),
    ).toEqual({
      title: 'own titl',
      content: 'why the test fail',
      summary: 'flaki',
      tags: 'ci two word',
      context: '',
    });
  });

  it('leaves out a title that only repeats the content', () => {
    const content = 'First line of it\nsecond';
    expect(documentOf({ ...plain, content, title: titleFromContent(content) }).title).toBe('');
  });

  it('takes from the context what one searches by', () => {
    expect(
      contextOf({
        project_id: 'github.com/acme/shop#packages/api',
        languages: ['TypeScript'],
        frameworks: ['React'],
        technologies: ['Redis'],
        git_branch: 'fix/login-loop',
        session_id: 'secret-session',
        git_commit: 'abc123',
        additional_metadata: { note: 'hidden' },
        timestamp: '2026-01-01',
      }),
    ).toBe('shop packag api typescript react redi fix login loop');
  });

  it('takes files from the project on, without the folders above it', () => {
    const project_path = '/home/ann/code/shop';
    expect(contextOf({ project_path, files_involved: ['/home/ann/code/shop/src/cart.ts'] })).toBe(
      'shop src cart ts',
    );
    expect(contextOf({ files_involved: ['C:\\users\\ann\\code\\web\\src\\cart.ts'] })).toBe(
      'web src cart ts',
    );
    expect(contextOf({ files_involved: ['src/a.ts', 'src/b.ts'] })).toBe('src a ts b');
  });
});
