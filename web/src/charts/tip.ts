/** The box beside the pointer, built of elements: what comes from data is set as text and cannot become markup. */
export interface TipLine {
  colour?: string | undefined;
  name: string;
  value: string;
}

export function tip(head: string, lines: TipLine[]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'chart-tip';
  add(box, 'span', 'head', head);
  for (const line of lines) {
    const swatch = add(box, 'span', 'swatch', '');
    if (line.colour) swatch.style.background = line.colour;
    add(box, 'span', '', line.name);
    add(box, 'span', 'value', line.value);
  }
  return box;
}

function add(to: HTMLElement, tag: string, name: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  to.append(element);
  return element;
}
