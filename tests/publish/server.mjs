// GitHub as far as deliveries need it, on loopback: node server.mjs
//
// Prints its port, and serves until its standard input ends. POST /_test/reset takes a scene and
// forgets everything else, GET /_test/state tells what was accepted, and what a real GitHub would have
// refused (`violations`). A scene may have faults: { at: 3, kind: "500" } for the third request from
// now on, { from: 3, kind } for it and all after it.
import http from 'node:http';
import { commentFault, checkRunFault, reviewFault } from './limits.mjs';
import { validator } from './schemas.mjs';
import { faultOf, playFault } from './faults.mjs';

const owner = '/repos/{owner}/{repo}';
const defaults = {
  token: '', user: null, bot: 'github-actions[bot]', checks: 'write', pullRequests: 'write',
  heads: [], pull: 7, files: [], pageCap: 100, faults: [], speed: 20, elsewhere: '',
  reviewComments: [], issueComments: [], checkRuns: [],
};
let state;

function reset(scene) {
  state = { ...structuredClone(defaults), ...scene, requests: [], violations: [], nextId: 1000 };
}

class Refusal extends Error {
  constructor(status, message) { super(message); this.status = status; }
}

function violation(text) {
  state.violations.push(text);
  throw new Refusal(422, text);
}

function mayWrite(permission) {
  if (state[permission] !== 'write') throw new Refusal(403, 'Resource not accessible by integration');
}

function mayRead(permission) {
  if (state[permission] === 'none') throw new Refusal(404, 'Not Found');
}

const author = () => (state.user ? { login: state.user, type: 'User' } : { login: state.bot, type: 'Bot' });

function found(list, id) {
  const item = list.find((each) => each.id === Number(id));
  if (!item) throw new Refusal(404, 'Not Found');
  return item;
}

function checkedHead(sha) {
  if (!state.heads.includes(sha)) throw new Refusal(422, `No commit found for SHA: ${sha}`);
}

function checkedPull(number) {
  if (Number(number) !== state.pull) throw new Refusal(404, 'Not Found');
}

const shown = (run) => ({
  id: run.id, name: run.name, head_sha: run.head_sha, external_id: run.external_id ?? null,
  status: run.status, conclusion: run.conclusion ?? null,
  output: { title: run.title ?? null, summary: run.summary ?? null, text: null,
            annotations_count: run.annotations.length, annotations_url: '' },
});

function fill(run, body) {
  const { annotations, ...output } = body.output ?? {};
  const { output: _, ...rest } = body;
  Object.assign(run, rest, output);
  run.annotations.push(...(annotations ?? []));
  return shown(run);
}

function writeCheckRun() {
  if (state.user) throw new Refusal(403, 'You must authenticate via a GitHub App.');
  mayWrite('checks');
}

function createCheckRun(_, body) {
  writeCheckRun();
  const fault = checkRunFault(body);
  if (fault) violation(fault);
  checkedHead(body.head_sha);
  const run = { id: state.nextId++, status: 'queued', annotations: [] };
  state.checkRuns.push(run);
  return [201, fill(run, body)];
}

function updateCheckRun([id], body) {
  writeCheckRun();
  const fault = checkRunFault(body);
  if (fault) violation(fault);
  return [200, fill(found(state.checkRuns, id), body)];
}

function listCheckRuns([sha], _, query) {
  mayRead('checks');
  const name = query.get('check_name');
  let runs = state.checkRuns.filter((run) => run.head_sha === sha && (!name || run.name === name));
  if (query.get('filter') !== 'all') {
    runs = runs.filter((run) => !runs.some((other) => other.name === run.name && other.id > run.id));
  }
  return [200, runs.map(shown), (items) => ({ total_count: runs.length, check_runs: items })];
}

function createReview([number], body) {
  checkedPull(number);
  mayWrite('pullRequests');
  checkedHead(body.commit_id);
  const fault = reviewFault(body, state.files);
  if (fault) violation(fault);
  for (const { path, body: text, line, start_line: start } of body.comments) {
    state.reviewComments.push({ id: state.nextId++, path, line, start_line: start ?? null, body: text, user: author() });
  }
  return [200, { id: state.nextId++, body: body.body }];
}

function list(key, permission) {
  return ([number]) => {
    checkedPull(number);
    mayRead(permission);
    return [200, state[key]];
  };
}

function update(key) {
  return ([id], body) => {
    mayWrite('pullRequests');
    const fault = commentFault(body);
    if (fault) violation(fault);
    return [200, Object.assign(found(state[key], id), { body: body.body })];
  };
}

function remove(key) {
  return ([id]) => {
    mayWrite('pullRequests');
    const item = found(state[key], id);
    state[key] = state[key].filter((each) => each !== item);
    return [204, null];
  };
}

function createComment([number], body) {
  checkedPull(number);
  mayWrite('pullRequests');
  const fault = commentFault(body);
  if (fault) violation(fault);
  const comment = { id: state.nextId++, body: body.body, user: author() };
  state.issueComments.push(comment);
  return [201, comment];
}

function whoAmI() {
  if (!state.user) throw new Refusal(403, 'Resource not accessible by integration');
  return [200, author()];
}

// Each operation by GitHub's own name for its path.
const routes = [
  ['get', '/user', whoAmI],
  ['post', `${owner}/check-runs`, createCheckRun],
  ['get', `${owner}/check-runs/{check_run_id}`, ([id]) => (mayRead('checks'), [200, shown(found(state.checkRuns, id))])],
  ['patch', `${owner}/check-runs/{check_run_id}`, updateCheckRun],
  ['get', `${owner}/commits/{ref}/check-runs`, listCheckRuns],
  ['get', `${owner}/pulls/{pull_number}/files`, list('files', 'pullRequests')],
  ['get', `${owner}/pulls/{pull_number}/comments`, list('reviewComments', 'pullRequests')],
  ['post', `${owner}/pulls/{pull_number}/reviews`, createReview],
  ['patch', `${owner}/pulls/comments/{comment_id}`, update('reviewComments')],
  ['delete', `${owner}/pulls/comments/{comment_id}`, remove('reviewComments')],
  ['get', `${owner}/issues/{issue_number}/comments`, list('issueComments', 'pullRequests')],
  ['post', `${owner}/issues/{issue_number}/comments`, createComment],
  ['patch', `${owner}/issues/comments/{comment_id}`, update('issueComments')],
  ['delete', `${owner}/issues/comments/{comment_id}`, remove('issueComments')],
].map(([method, path, handle]) => ({
  method, path, handle, fault: validator(path, method),
  pattern: new RegExp(`^${path.replace(owner, '/(?:repos/octo/depot|repositories/1)').replace(/\{\w+\}/g, '([^/]+)')}$`),
}));

const violationsOfHeaders = (headers, hasBody) => [
  ['user-agent', /^migcheck\/\d/], ['accept', /^application\/vnd\.github\+json$/],
  ['x-github-api-version', /^2022-11-28$/], ...(hasBody ? [['content-type', /^application\/json$/]] : []),
].filter(([name, form]) => !form.test(headers[name] ?? '')).map(([name]) => `the header ${name}: ${headers[name]}`);

function page(url, items) {
  const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100, state.pageCap);
  const number = Number(url.searchParams.get('page') ?? 1);
  const next = new URL(url);
  next.searchParams.set('page', number + 1);
  const more = number * size < items.length;
  return [items.slice((number - 1) * size, number * size),
          more ? { link: `<${url.origin}/>; rel="first", <${next}>; rel="next"` } : {}];
}

// The answer to a request: [status, body, headers].
function answer(request, url, text) {
  if (request.headers.authorization !== `Bearer ${state.token}`) throw new Refusal(401, 'Bad credentials');
  const headers = violationsOfHeaders(request.headers, text !== '');
  if (headers.length) violation(headers.join(', '));
  const method = request.method.toLowerCase();
  for (const route of routes) {
    const match = route.method === method && route.pattern.exec(url.pathname);
    if (!match) continue;
    const body = text === '' ? undefined : JSON.parse(text);
    const fault = route.fault(body);
    if (fault) violation(`${request.method} ${url.pathname}: ${fault}`);
    const [status, result, wrap] = route.handle(match.slice(1), body, url.searchParams);
    if (!Array.isArray(result)) return [status, result, {}];
    const [items, links] = page(url, result);
    return [status, wrap ? wrap(items) : items, links];
  }
  return violation(`no such operation: ${request.method} ${url.pathname}`);
}

function answered(request, url, text) {
  try {
    return answer(request, url, text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.status, { message: error.message, documentation_url: '' }, {}];
  }
}

function send(response, [status, body, headers]) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(body === null ? '' : JSON.stringify(body));
}

function control(url, text) {
  if (url.pathname === '/_test/reset') { reset(JSON.parse(text)); return [200, {}, {}]; }
  if (url.pathname === '/_test/change') { Object.assign(state, JSON.parse(text)); return [200, {}, {}]; }
  return [200, state, {}];
}

function serve(request, response, text) {
  const url = new URL(request.url, `http://${request.headers.host}`);
  if (url.pathname.startsWith('/_test/')) { send(response, control(url, text)); return; }
  state.requests.push({ method: request.method, path: url.pathname, at: Date.now(), headers: request.headers });
  const fault = faultOf(state);
  if (!fault) send(response, answered(request, url, text));
  else playFault(fault, { request, response, url, state, answer: () => answered(request, url, text), send });
}

reset({});
const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => serve(request, response, Buffer.concat(parts).toString('utf8')));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
