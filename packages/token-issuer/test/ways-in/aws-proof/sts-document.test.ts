import { describe, expect, it } from 'vitest';
import { readStsDocument } from '../../../src/ways-in/aws-proof/sts-document.ts';

describe('an answer of STS', () => {
  it.each([
    ['XML', '<a xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n <b>\n  <c>x</c>\n </b>\n</a>'],
    ['XML with a declaration', '<?xml version="1.0"?>\n<a><b><c>x</c></b></a>'],
    ['JSON', '{"a":{"b":{"c":"x"},"d":1}}'],
    ['JSON after white space', ' \n{"a":{"b":{"c":"x"}}}'],
  ])('is read as %s', (_, body) => {
    const textAt = readStsDocument(body);
    expect(textAt('a', 'b', 'c')).toBe('x');
    expect(textAt('a', 'b')).toBeUndefined();
    expect(textAt('a', 'c')).toBeUndefined();
    expect(textAt('b')).toBeUndefined();
    expect(textAt('a', 'b', 'c', 'd')).toBeUndefined();
    expect(textAt('constructor', 'name')).toBeUndefined();
  });

  it('has its five entities, and its numbers, decoded once', () => {
    const textAt = readStsDocument('<a>r&amp;d/&lt;x&gt;/&quot;&apos;/&amp;amp;&#38;</a>');
    expect(textAt('a')).toBe('r&d/<x>/"\'/&amp;&');
  });

  it('is not cut short by a comment', () => {
    expect(readStsDocument('<a>root<!-- -->x</a>')('a')).toBe('rootx');
  });

  it.each<[string, string]>([
    ['an element inside a text', '<a>root<b/></a>'],
    ['the same element twice', '<r><a>root</a><a>x</a></r>'],
    ['a number', '{"a":1}'],
    ['a list', '{"a":["root"]}'],
  ])('names nobody by %s', (_, body) => {
    expect(readStsDocument(body)('a')).toBeUndefined();
    expect(readStsDocument(body)('r', 'a')).toBeUndefined();
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['text', 'Forbidden'],
    ['HTML', '<html><body><p>x</body></html>'],
    ['half of a document', '<a><b>'],
    ['two documents', '<a/><a/>'],
    ['JSON that ends early', '{"a":'],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY x "root">]><a>&x;</a>'],
    ['a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    [
      'a bomb',
      '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;&x;"><!ENTITY z "&y;&y;&y;">]><a>&z;</a>',
    ],
  ])('cannot be read where it is %s', (_, body) => {
    expect(() => readStsDocument(body)).toThrow();
  });
});
