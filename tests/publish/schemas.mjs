// GitHub's own OpenAPI description, as validators of request bodies.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../npm/package.json', import.meta.url));
const Ajv = require('ajv');
const description = require('@octokit/openapi/generated/api.github.com.json');
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });

function schemaOf(path, method) {
  const operation = description.paths[path]?.[method];
  if (!operation) throw new Error(`GitHub has no ${method} ${path}`);
  const body = operation.requestBody;
  return body ? body.content['application/json'].schema : null;
}

// A function that returns what is wrong with a body, or null. Unknown operations throw.
export function validator(path, method) {
  const schema = schemaOf(path, method);
  const validate = schema && ajv.compile(schema);
  return (body) => {
    if (!validate) return body === undefined ? null : 'a body where none belongs';
    if (body === undefined) return 'no body';
    const unknown = Object.keys(body).find((key) => !schema.properties[key]);
    if (unknown) return `a field that GitHub does not know: ${unknown}`;
    return validate(body) ? null : ajv.errorsText(validate.errors);
  };
}

function resolved(schema) {
  return schema.$ref ? description.components.schemas[schema.$ref.split('/').pop()] : schema;
}

// Whether the answers of an operation have a field: "output.annotations_count", "[].user.login".
export function answerHas(path, method, field) {
  const answers = description.paths[path][method].responses;
  const success = answers[Object.keys(answers).find((status) => status.startsWith('2'))];
  let schema = resolved(success.content["application/json"].schema);
  if (schema.oneOf) schema = resolved(schema.oneOf[0]);
  for (const part of field.split('.')) {
    schema = part === '[]' ? schema.items : schema.properties?.[part];
    if (schema?.anyOf ?? schema?.oneOf) schema = resolved((schema.anyOf ?? schema.oneOf)[0]);
    if (schema?.allOf) schema = schema.allOf[0];
    if (schema) schema = resolved(schema);
    if (!schema) return false;
  }
  return true;
}
