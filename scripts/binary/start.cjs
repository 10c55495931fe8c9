'use strict';
/*
What runs first in a binary. Node.js runs one file of the old kind from inside a program, and the system loads native code from files only; so what ferry consists of is put into the user's cache once, and runs from there.
*/
const {Buffer} = require('node:buffer');
const fs = require('node:fs');
const {createRequire} = require('node:module');
const os = require('node:os');
const path = require('node:path');
const {getRawAsset} = require('node:sea');
const process = require('node:process');

/** Stands beside the files, and runs them. */
const start = 'import(\'./distribution/cli.js\');\n';
const {hash, files} = JSON.parse(Buffer.from(getRawAsset('list')).toString());

createRequire(path.join(filesPlace(), 'start.cjs'))('./start.cjs');

/** Where the files are: in the user's cache, and where that can't be used in a folder for this process alone. */
function filesPlace() {
	try {
		const cache = path.join(cacheDirectory(), 'ferry');
		if (!path.isAbsolute(cache)) {
			throw new Error('There is no home');
		}

		const place = path.join(cache, hash);
		fs.mkdirSync(cache, {recursive: true, mode: 0o700});
		if (isOwn(cache) && (isWhole(place) || putInPlace(place))) {
			return place;
		}
	} catch {
		// No home, no room, or not ours to write.
	}

	const place = temporaryPlace();
	process.once('exit', () => {
		fs.rmSync(place, {recursive: true, force: true});
	});
	extract(place);
	return place;
}

function temporaryPlace() {
	try {
		return fs.mkdtempSync(path.join(os.tmpdir(), 'ferry-'));
	} catch (error) {
		process.stderr.write(`ferry: There is no folder to put its parts into: neither a cache in your home nor ${os.tmpdir()} can be used (${error.code}).
Set HOME, XDG_CACHE_HOME or TMPDIR to a folder of your own that can be written to.\n`);
		process.exit(1);
	}
}

/** As env-paths has it, which ferry's other folders come from. */
function cacheDirectory() {
	const home = os.homedir();
	if (process.platform === 'darwin') {
		return path.join(home, 'Library', 'Caches');
	}

	return process.platform === 'win32' ? process.env.LOCALAPPDATA || path.join(home, 'AppData', 'Local') : process.env.XDG_CACHE_HOME || path.join(home, '.cache');
}

/** Whether nobody else can put other files there. */
function isOwn(directory) {
	const {uid, mode} = fs.lstatSync(directory);
	return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

/** A machine that lost its power may have left some of them empty. */
function isWhole(place) {
	return fs.existsSync(place) && isOwn(place) && [...files, ['start.cjs', start.length]].every(([name, size]) => fs.statSync(path.join(place, name), {throwIfNoEntry: false})?.size === size);
}

/** Puts them there as a whole. Another process may be doing the same; false when something else stands there. */
function putInPlace(place) {
	const fresh = fs.mkdtempSync(`${place}-`);
	try {
		extract(fresh);
		fs.rmSync(`${place}-broken`, {recursive: true, force: true});
		if (fs.existsSync(place) && !isWhole(place)) {
			fs.renameSync(place, `${place}-broken`);
		}

		fs.renameSync(fresh, place);
	} catch {
		fs.rmSync(fresh, {recursive: true, force: true});
	}

	fs.rmSync(`${place}-broken`, {recursive: true, force: true});
	return fs.existsSync(place) && isWhole(place);
}

function extract(directory) {
	for (const [name] of files) {
		const file = path.join(directory, name);
		fs.mkdirSync(path.dirname(file), {recursive: true});
		// Synced, as only sizes are looked at later.
		fs.writeFileSync(file, Buffer.from(getRawAsset(name)), {flush: true});
	}

	fs.writeFileSync(path.join(directory, 'start.cjs'), start, {flush: true});
}
