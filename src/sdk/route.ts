/** What came in by HTTP. */
export interface RouteRequest {
  readonly query: URLSearchParams;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it was sent, for signatures; empty where there is none. At most 1 MiB. */
  readonly body: Buffer;
}

export interface RouteAnswer {
  /** 200 when left out. */
  readonly status?: number;
  /** A media type; plain text when left out. */
  readonly type?: string;
  readonly body: string;
}

export type RouteMethod = 'GET' | 'POST';

export type RouteHandler = (request: RouteRequest) => RouteAnswer | Promise<RouteAnswer>;
