import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMcpServerFactory } from '../../src/mcp/server.js';
import { FIXTURE_OPTIONS } from '../support/fixture-options.js';
import { type LinePeer, linePeer } from '../support/line-peer.js';

let peer: LinePeer;

beforeEach(() => {
  peer = linePeer(createMcpServerFactory(FIXTURE_OPTIONS));
});
afterEach(async () => {
  peer.input.end();
  await peer.server.closed;
});

const ENVELOPE = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};
const CLIENT = { 'io.modelcontextprotocol/clientInfo': { name: 'modern', version: '9' } };

describe('the 2026 era', () => {
  it('tells what it is and how long that may be kept', async () => {
    const { result } = await peer.request(1, 'server/discover', { _meta: ENVELOPE });
    expect(result).toMatchObject({ supportedVersions: ['2026-07-28'], cacheScope: 'private' });
    expect(result?.ttlMs).toBeGreaterThan(0);
    for (const [id, method, keeps] of [
      [2, 'tools/list', true],
      [3, 'prompts/list', true],
      [4, 'resources/templates/list', true],
      [5, 'resources/list', false],
    ] as const) {
      const list = (await peer.request(id, method, { _meta: ENVELOPE })).result;
      expect(list).toMatchObject({ resultType: 'complete', cacheScope: 'private' });
      expect((list?.ttlMs as number) > 0).toBe(keeps);
    }
    const read = await peer.request(6, 'resources/read', { uri: 'memory://recent', _meta: ENVELOPE });
    expect(read.result).toMatchObject({ ttlMs: 0, cacheScope: 'private' });
  });

  it('takes the client of each request', async () => {
    const call = { name: 'who', arguments: {} };
    const named = await peer.request(1, 'tools/call', { ...call, _meta: { ...ENVELOPE, ...CLIENT } });
    expect(named.result?.structuredContent).toEqual({ now: 'modern 9' });
    const nameless = await peer.request(2, 'tools/call', { ...call, _meta: ENVELOPE });
    expect(nameless.result?.structuredContent).toEqual({ now: 'nobody' });
  });

  it('refuses what that era does not have', async () => {
    const other = { ...ENVELOPE, 'io.modelcontextprotocol/protocolVersion': '2031-01-01' };
    expect((await peer.request(1, 'tools/list', { _meta: other })).error).toMatchObject({
      code: -32022,
      data: { supported: ['2026-07-28'] },
    });
    await peer.request(2, 'tools/list', { _meta: ENVELOPE });
    expect((await peer.request(3, 'tools/list')).error?.code).toBe(-32602);
    expect((await peer.request(4, 'ping', { _meta: ENVELOPE })).error?.code).toBe(-32601);
  });

  it('a subscription does not hold up the end', async () => {
    const params = { _meta: ENVELOPE, notifications: { toolsListChanged: true } };
    peer.send({ jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params });
    await peer.request(2, 'tools/list', { _meta: ENVELOPE });
    peer.input.end();
    const started = performance.now();
    await peer.server.closed;
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});

describe('the 2025 era', () => {
  it.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])('speaks %s', async (protocolVersion) => {
    const params = { protocolVersion, capabilities: {}, clientInfo: { name: 'old', version: '1' } };
    expect((await peer.request(1, 'initialize', params)).result?.protocolVersion).toBe(protocolVersion);
    const { result } = await peer.request(2, 'tools/list');
    expect(result?.ttlMs).toBeUndefined();
    expect(result?.resultType).toBeUndefined();
  });

  it('offers its newest to a client of another version', async () => {
    const params = {
      protocolVersion: '2099-01-01',
      capabilities: {},
      clientInfo: { name: 'x', version: '1' },
    };
    expect((await peer.request(1, 'initialize', params)).result?.protocolVersion).toBe('2025-11-25');
  });

  it('serves a client that probes first and then initializes', async () => {
    await peer.request(1, 'server/discover', { _meta: ENVELOPE });
    expect((await peer.open()).result?.protocolVersion).toBe('2025-11-25');
    expect((await peer.call(2, 'echo', { text: 'hi' })).result?.structuredContent?.text).toBe('hi');
  });

  it('serves a client that does not initialize', async () => {
    expect((await peer.call(1, 'who')).result?.structuredContent).toEqual({ now: 'nobody' });
  });

  it('cleans and cuts the name of a client', async () => {
    const clientInfo = { name: `evil\u202e\u0007\n${'x'.repeat(500)}`, version: '1' };
    await peer.request(1, 'initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
    const said = (await peer.call(2, 'who')).result?.structuredContent?.now as string;
    expect(said).toMatch(/^evilx{96}$/);
  });
});
