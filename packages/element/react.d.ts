// For React 19: `import type {} from 'security-group-playground/react'` lets JSX know the element.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { PlaygroundAttributes, PlaygroundEventMap, SecurityGroupPlayground } from './embed.d.ts';

type Listeners = {
  [Name in keyof PlaygroundEventMap as Name extends 'error' ? never : `on${Name}`]?: (event: PlaygroundEventMap[Name]) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'security-group-playground': DetailedHTMLProps<HTMLAttributes<SecurityGroupPlayground>, SecurityGroupPlayground>
        & PlaygroundAttributes
        & Listeners;
    }
  }
}
