/** What went out and came in. */
export class Traffic {
	bytesTransmitted = 0;
	packetsTransmitted = 0;
	bytesReceived = 0;
	packetsReceived = 0;

	onSent(size: number): void {
		this.bytesTransmitted += size;
		this.packetsTransmitted++;
	}

	onReceived(size: number): void {
		this.bytesReceived += size;
		this.packetsReceived++;
	}
}
