/** Share keys as text, for those who only need to read or write one: this file loads neither network nor storage. */
export {encodeShareKey, parseShareKey} from '../link/share-key.ts';
