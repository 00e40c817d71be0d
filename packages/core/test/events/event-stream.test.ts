import { expect, it } from 'vitest';
import { EventStream } from '../../src/events/event-stream.ts';

it('hands an event to the listeners after one that throws', () => {
  const stream = new EventStream<string>();
  const heard: string[] = [];
  stream.subscribe(() => {
    throw new Error('listener');
  });
  stream.subscribe((event) => heard.push(event));
  stream.emit('one');
  expect(heard).toEqual(['one']);
});

it('does not call a listener that has left', () => {
  const stream = new EventStream<string>();
  const heard: string[] = [];
  const leave = stream.subscribe((event) => heard.push(event));
  leave();
  stream.emit('one');
  expect(heard).toEqual([]);
});
