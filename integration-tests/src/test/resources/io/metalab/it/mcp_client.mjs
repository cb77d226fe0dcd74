// Drives a server by a client library from npm, as a plan says, and prints what the client got.
// Arguments: the library, the plan as JSON: {command: [..], cwd} or {url, token}, and steps
// [{name, arguments, until}], where `until` names a study of which nothing may be left to run, or is
// {path, among} of what is in the data at last. An argument such as '$2.run.handle' is what is there
// in the data of the answer to that step.
const [library, text] = process.argv.slice(1);
const plan = JSON.parse(text);
const old = library === '@modelcontextprotocol/sdk';
const part = (ofOld, ofNew) => import(library + (old ? ofOld : ofNew));
const { Client } = await part('/client/index.js', '');
const client = new Client({ name: 'test', version: '1' });

async function transport() {
  if (plan.command) {
    const { StdioClientTransport } = await part('/client/stdio.js', '/stdio');
    const [command, ...args] = plan.command;
    return new StdioClientTransport({ command, args, cwd: plan.cwd, stderr: 'inherit' });
  }
  const { StreamableHTTPClientTransport } = await part('/client/streamableHttp.js', '');
  const requestInit = { headers: { Authorization: `Bearer ${plan.token}` } };
  return new StreamableHTTPClientTransport(new URL(plan.url), { requestInit });
}

const at = (data, path) => path.split('.').reduce((value, name) => value?.[name], data);

function resolved(value) {
  if (typeof value === 'string' && value.startsWith('$')) {
    const [step, ...path] = value.slice(1).split('.');
    return at(answers[step].data, path.join('.'));
  }
  return value !== null && value?.constructor === Object
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, resolved(part)]))
    : value;
}

async function call(step) {
  try {
    const result = await client.callTool({ name: step.name, arguments: resolved(step.arguments) });
    const texts = result.content.map(content => content.text);
    return { ...result.structuredContent, isError: result.isError ?? false,
      same: texts.length === 1
          && JSON.stringify(JSON.parse(texts[0])) === JSON.stringify(result.structuredContent) };
  } catch (error) {
    return { thrown: error.code ?? error.name };
  }
}

const isOver = (answer, until) => until.path
  ? answer.isError || until.among.includes(at(answer.data, until.path))
  : answer.data?.some(
      row => row.study === until && row.left === 0 && row.running === 0 && row.controllers === 0);

const answers = [];
try {
  await client.connect(await transport());
  const { tools } = await client.listTools();
  for (const step of plan.steps) {
    let answer = await call(step);
    while (step.until && !isOver(answer, step.until)) {
      await new Promise(resolve => setTimeout(resolve, 100));
      answer = await call(step);
    }
    answers.push(answer);
  }
  const hints = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'];
  console.log(JSON.stringify({
    server: client.getServerVersion().name,
    tools: tools.map(tool => tool.name),
    declared: tools.every(tool => tool.description && tool.outputSchema
        && tool.inputSchema.additionalProperties === false
        && hints.every(hint => typeof tool.annotations[hint] === 'boolean')),
    answers,
  }));
  await client.close();
} catch (error) {
  console.log(JSON.stringify({ refused: String(error.message) }));
}
