import { member } from '../protocol/codec.ts';
import type { RestAnswer } from '../scenario/service-peer.ts';

const json = { 'content-type': 'application/json', 'cache-control': 'private' };

/** Answers in place of NetBackup's REST API: a token at login, an empty object elsewhere, 404 where no path is given. */
export function restAnswer(payload: unknown): RestAnswer {
  const uri = member(payload, 'uri');
  if (typeof uri !== 'string' || !uri.startsWith('/')) {
    return { headers: json, responseCode: 404, body: '{"errorCode":404,"errorMessage":"no such resource"}' };
  }
  if (/\/login$/.test(uri))
    return { headers: json, responseCode: 201, body: '{"token":"eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln"}' };
  return { headers: json, responseCode: 200, body: '{}' };
}
