import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

/**
 * A bot that is started with `NODE_OPTIONS=--import <this file>` finds a server on this machine wherever a name ends in
 * `.example`: nobody has such a name (RFC 2606). All else that it asks for goes its way, through every guard.
 */
const port = Number(process.env.WEB_STAND_IN);
const { get } = https;

https.get = ((url: URL, options: http.RequestOptions, answer: (answer: http.IncomingMessage) => void) => {
  if (!url.hostname.endsWith('.example')) {
    return get(url, options, answer);
  }
  const { headers, signal } = options;
  return http.get({ host: '127.0.0.1', port, path: url.pathname, headers, signal }, answer);
}) as typeof get;
syncBuiltinESMExports();
