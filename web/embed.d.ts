// The custom element <security-group-playground>, for TypeScript. `embed.js` defines it when it is loaded.

import type { Document, Outcome, PacketInput } from './types.d.ts';

/** What went wrong, in words; the element shows them, too. */
export interface PlaygroundError {
  readonly message: string;
}

/** The events of the element. They reach it alone: they do not bubble. */
export interface PlaygroundEventMap {
  /** It shows what it was asked to show, and its methods can be called. */
  ready: CustomEvent<null>;
  /** The network, the tracking tables or the clock are other than before. */
  change: CustomEvent<null>;
  /** What became of a packet. */
  verdict: CustomEvent<Outcome>;
  /** Something was refused, or could not be loaded. */
  error: CustomEvent<PlaygroundError>;
}

/** The element `<security-group-playground>`. */
export interface SecurityGroupPlayground extends HTMLElement {
  /** The document as it is, with the steps done since it was opened; undefined before `ready`. */
  readonly document: Document | undefined;
  /** Puts a document, or the JSON that the AWS CLI prints, in the place of the present one. */
  load(content: Document | object | string): void;
  /** Sends a packet and answers what becomes of it. */
  send(packet: PacketInput): Outcome;
  /** Goes back to the document as it was opened. */
  reset(): void;
  /** Loads and shows it now, without waiting for it to come near the viewport. */
  start(): Promise<void>;

  addEventListener<K extends keyof PlaygroundEventMap>(
    type: K,
    listener: (this: SecurityGroupPlayground, event: PlaygroundEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The attributes, for frameworks that check them. */
export interface PlaygroundAttributes {
  scenario?: string;
  panels?: string;
  theme?: 'auto' | 'light' | 'dark';
  readonly?: boolean | '';
  persist?: string;
  link?: string;
}

declare global {
  interface HTMLElementTagNameMap {
    'security-group-playground': SecurityGroupPlayground;
  }
}
