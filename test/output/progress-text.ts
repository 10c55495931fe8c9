import assert from 'node:assert/strict';
import test from 'node:test';
import {createProgressText} from '../../source/output/progress-text.ts';
import {everyEvent} from '../helpers/every-event.ts';

test('receiving tells how much, how fast, how long still, and from how many', () => {
	const text = createProgressText();
	assert.equal(text(everyEvent.searching), 'Looking for peers that have this share …');
	assert.equal(text(everyEvent.receiving), 'Receiving 29 % · 1 MB of 3.4 MB · 10 of 1,234 files · 200 kB/s · 12s left · 2 peers');
	assert.equal(text({...everyEvent.receiving, bytesPerSecond: 0}), 'Receiving 29 % · 1 MB of 3.4 MB · 10 of 1,234 files · 0 B/s · 2 peers');
	assert.equal(text({...everyEvent.receiving, peers: 0}), 'Receiving 29 % · 1 MB of 3.4 MB · 10 of 1,234 files · waiting for a peer');
});

test('reading and serving share the line while both go on', () => {
	const text = createProgressText();
	const reading = 'Reading 29 % · 1 MB of 3.4 MB · 10 of 1,234 files · 200 kB/s · 12s left';
	assert.equal(text({...everyEvent.serving, peers: 0, bytes: 0}), undefined);
	assert.equal(text(everyEvent.reading), reading);
	assert.equal(text({...everyEvent.serving, peers: 0, bytes: 0}), reading);
	assert.equal(text(everyEvent.serving), `${reading} · Serving 2 peers · 5 MB sent · 1 MB/s`);
	assert.equal(text(everyEvent.reading), `${reading} · Serving 2 peers · 5 MB sent · 1 MB/s`);
	assert.equal(text(everyEvent.version), undefined);
	assert.equal(text({...everyEvent.serving, bytesPerSecond: 0}), 'Serving 2 peers · 5 MB sent');
	assert.equal(text({
		...everyEvent.serving, peers: 0, bytes: 0, bytesPerSecond: 0,
	}), 'Waiting for peers');
	assert.equal(text({...everyEvent.serving, peers: 0}), 'Waiting for peers · 5 MB sent');
	assert.equal(text(everyEvent.stopping), undefined);
	assert.equal(text(everyEvent.serving), undefined);
});
