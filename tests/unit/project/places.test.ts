import { describe, expect, it } from 'vitest';
import { holdsBoundary, isProgramFolder } from '../../../src/project/places.js';

describe('isProgramFolder', () => {
  it.each([
    ['/usr/bin', '/home/ann'],
    ['/etc', '/home/ann'],
    ['/Applications/Some.app/Contents', '/Users/ann'],
    ['/Users/ann/Library/Application Support/Some', '/Users/ann'],
    ['/Users/ann/Library/Mobile Documents', '/Users/ann'],
    ['C:\\Windows\\System32', 'C:\\Users\\ann'],
    ['c:\\windows\\system32', 'C:\\Users\\ann'],
    ['C:\\Program Files (x86)\\Some', 'C:\\Users\\ann'],
    ['C:\\Users\\ann\\AppData\\Local\\Some\\app-1.2.3', 'C:\\Users\\ann'],
  ])('%s is one', (folder, home) => {
    expect(isProgramFolder(folder, home)).toBe(true);
  });

  it.each([
    ['/usr/src/app', '/root'],
    ['/var/www/shop', '/home/ann'],
    ['/etcetera', '/home/ann'],
    ['/home/ann/bin', '/home/ann'],
    ['/home/ann/Libraryx', '/home/ann'],
    ['/Users/ann/Library/Mobile Documents/iCloud~md~obsidian/Documents/Vault', '/Users/ann'],
    ['/Users/ann/Library/CloudStorage/Some/notes', '/Users/ann'],
    ['C:\\Users\\ann\\Documents\\notes', 'C:\\Users\\ann'],
    ['D:\\work\\Windows', 'C:\\Users\\ann'],
  ])('%s is none', (folder, home) => {
    expect(isProgramFolder(folder, home)).toBe(false);
  });
});

describe('holdsBoundary', () => {
  const boundaries = { home: '/home/ann', temporary: ['/var/tmp'] };

  it.each(['/', '/home', '/var'])('%s holds one', (folder) => {
    expect(holdsBoundary(folder, boundaries)).toBe(true);
  });

  it.each(['/home/ann', '/home/an', '/home/ann/jobs', '/srv', '/va'])('%s holds none', (folder) => {
    expect(holdsBoundary(folder, boundaries)).toBe(false);
  });
});
