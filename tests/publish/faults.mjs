// What goes wrong between GitHub and its clients, by name. `before`: the request is not obeyed.

const json = (status, message, headers = {}) => [status, { message }, headers];
const inSeconds = (seconds) => Math.floor(Date.now() / 1000) + seconds;

// Answers in place of GitHub's own.
const refusals = {
  '401': () => json(401, 'Bad credentials'),
  '403': () => json(403, 'Resource not accessible by integration'),
  '404': () => json(404, 'Not Found'),
  '422': () => json(422, 'Validation Failed'),
  '429': () => json(429, 'Too Many Requests', { 'retry-after': '2' }),
  'long-429': () => json(429, 'Too Many Requests', { 'retry-after': '3600' }),
  'rate-limit': () => json(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(inSeconds(2)) }),
  'secondary': () => json(403, 'You have exceeded a secondary rate limit'),
  '500': () => json(500, 'Server Error'),
  '503': () => json(503, 'Unavailable', { 'retry-after': '1' }),
  'garbage': () => [200, 'not what it seems', { 'content-type': 'text/html' }],
  'empty-object': () => [200, {}, {}],
  'redirect-elsewhere': ({ state, request }) => json(307, 'Temporary Redirect', { location: state.elsewhere + request.url }),
  'redirect-in-circles': ({ request }) => json(307, 'Temporary Redirect', { location: request.url }),
  'moved': ({ request }) => json(301, 'Moved Permanently', { location: request.url.replace('/repos/octo/depot/', '/repositories/1/') }),
};

// What happens to the connection.
const accidents = {
  'hangup': ({ response }) => response.socket.destroy(),
  'hangup-after': ({ response, answer }) => { answer(); response.socket.destroy(); },
  'cut': ({ response, answer }) => {
    const text = JSON.stringify(answer()[1]) + '          ';
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length + 50 });
    response.write(text.slice(0, text.length / 2), () => response.socket.destroy());
  },
  '502-after': ({ response, answer, send }) => { answer(); send(response, [502, 'Bad Gateway', { 'content-type': 'text/html' }]); },
  'slow': ({ response, state }) => setTimeout(() => response.socket?.destroy(), 45000 / state.speed),
  'slow-after': ({ response, state, answer, send }) => {
    const late = answer();
    setTimeout(() => response.socket && send(response, late), 45000 / state.speed);
  },
};

export const kinds = [...Object.keys(refusals), ...Object.keys(accidents)];

// The fault of the request that has just come in, or undefined.
export function faultOf(state) {
  const number = state.requests.length;
  return state.faults.find((fault) => fault.at === number || (fault.from && fault.from <= number))?.kind;
}

export function playFault(kind, exchange) {
  if (accidents[kind]) accidents[kind](exchange);
  else if (refusals[kind]) exchange.send(exchange.response, refusals[kind](exchange));
  else throw new Error(`no such fault: ${kind}`);
}
