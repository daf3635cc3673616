// What GitHub refuses beyond the schema of its OpenAPI description. Each function returns what is
// wrong, or nothing. Source: GitHub documentation, "REST API endpoints for check runs", "… for pull
// request reviews"; the OpenAPI description says it in words only.

const bytes = (text) => Buffer.byteLength(text ?? '', 'utf8');

function annotationFault(annotation) {
  if ([...(annotation.title ?? '')].length > 255) return 'an annotation with a title of more than 255 characters';
  if (bytes(annotation.message) > 65536) return 'an annotation with a message of more than 64 KB';
  if (bytes(annotation.raw_details) > 65536) return 'an annotation with more than 64 KB of raw details';
  if (annotation.start_line < 1 || annotation.end_line < annotation.start_line) return 'an annotation with odd lines';
  const columns = annotation.start_column !== undefined || annotation.end_column !== undefined;
  if (columns && annotation.start_line !== annotation.end_line) return 'columns on several lines';
  if (columns && !(1 <= annotation.start_column && annotation.start_column <= annotation.end_column)) return 'odd columns';
  if (!annotation.path || annotation.path.startsWith('/')) return 'a path that is not in the repository';
  if (!annotation.message) return 'an annotation without a message';
  return null;
}

export function checkRunFault(body) {
  if (body.status === 'completed' && !body.conclusion) return 'completed without a conclusion';
  const output = body.output ?? {};
  if (body.output && !(output.title && output.summary)) return 'an output without title or summary';
  if ([...(output.title ?? '')].length > 255) return 'a title of more than 255 characters';
  if ([...(output.summary ?? '')].length > 65535) return 'a summary of more than 65,535 characters';
  if ([...(output.text ?? '')].length > 65535) return 'a text of more than 65,535 characters';
  if ((output.annotations ?? []).length > 50) return 'more than 50 annotations';
  return (output.annotations ?? []).map(annotationFault).find(Boolean) ?? null;
}

export function commentFault(body) {
  if (!body.body || !body.body.trim()) return 'a comment without text';
  if ([...body.body].length > 65536) return 'a body of more than 65,536 characters';
  return null;
}

// The hunk that each line of the new side is in, by number.
function hunks(patch) {
  const lines = new Map();
  let number = 0;
  let hunk = 0;
  for (const line of patch.split('\n')) {
    const header = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (header) { number = Number(header[1]); hunk += 1; continue; }
    if (line.startsWith('+') || line.startsWith(' ')) lines.set(number++, hunk);
  }
  return lines;
}

export function reviewFault(body, files) {
  if (body.event !== 'COMMENT') return 'a review that is not a comment';
  if (!body.body) return 'a review without a body';
  if ((body.comments ?? []).length > 30) return 'more than 30 comments';
  for (const comment of body.comments ?? []) {
    const fault = commentFault(comment);
    if (fault) return fault;
    if (comment.side !== 'RIGHT') return 'a comment on the old side';
    const file = files.find((each) => each.filename === comment.path);
    if (!file || !file.patch) return 'Path could not be resolved';
    const lines = hunks(file.patch);
    if (!lines.has(comment.line)) return 'Line could not be resolved';
    if (comment.start_line === undefined) continue;
    if (comment.start_line >= comment.line) return 'start_line must precede the end line';
    if (lines.get(comment.start_line) !== lines.get(comment.line)) return 'start_line must be part of the same hunk as the line';
  }
  return null;
}
