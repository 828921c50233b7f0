// Stands in for the server: what the dashboard asks for comes out of this file.
(() => {
  const packed = document.getElementById('waybill-answers').textContent;

  const unpack = async () => {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Map(JSON.parse(await new Response(stream).text()));
  };

  // The same as in StateAnswers.KeyOf: how many rows were asked for does not matter, nor the order of the parameters.
  const keyOf = (address) => {
    const url = new URL(address, 'http://report');
    const asked = [...url.searchParams].filter(([name, value]) => value !== '' && name !== 'limit' && !(name === 'offset' && value === '0'));
    const query = asked.map(([name, value]) => `${name}=${value}`).sort().join('&');
    return query ? `${url.pathname}?${query}` : url.pathname;
  };

  const absent = {
    title: 'Not in this report',
    detail: 'This file holds what the dashboard showed when it was written, and asks no server.',
    hint: 'To ask for more, serve the workspace: waybill serve',
  };

  let answers;
  window.fetch = async (address, init) => {
    answers ??= unpack();
    const isRead = !init || !init.method || init.method === 'GET';
    const answer = isRead ? (await answers).get(keyOf(String(address))) : undefined;
    return answer === undefined
      ? new Response(JSON.stringify(absent), { status: 404, headers: { 'Content-Type': 'application/problem+json' } })
      : new Response(answer, { status: 200, headers: { 'Content-Type': 'application/json' } });
  };
})();
