import {cat} from './cat.ts';
import type {Command} from './command.ts';
import {diff} from './diff.ts';
import {doctor} from './doctor.ts';
import {get} from './get.ts';
import {id} from './id.ts';
import {list} from './list.ts';
import {log} from './log.ts';
import {ls} from './ls.ts';
import {node} from './node.ts';
import {offers} from './offers.ts';
import {peers} from './peers.ts';
import {remove} from './remove.ts';
import {share} from './share.ts';
import {verify} from './verify.ts';

/** Every verb, in the order of the help. */
export const commands: readonly Command[] = [share, get, list, remove, ls, cat, log, diff, verify, id, peers, offers, doctor, node];
