"""What a sound file really is, whatever it is called."""

KINDS = {"mp3": "audio/mpeg", "ogg": "audio/ogg", "m4a": "audio/mp4"}
MOST = 1_000_000  # bytes; a minute of speech is half of that
# MPEG-4 brands that carry sound alone or play as such (ISO/IEC 14496-12, ftyp box).
BRANDS = {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"dash"}
# An MPEG frame begins with eleven set bits; then come version and layer, two bits each.
SYNC, LAYER, LAYER_3 = 0xFFE0, 0x0006, 0x0002


def kind_of(content: bytes) -> str:
    """Return mp3, ogg or m4a by the file's first bytes, or nothing."""
    if content.startswith(b"OggS"):
        return "ogg"
    if content[4:8] == b"ftyp" and content[8:12] in BRANDS:
        return "m4a"
    if content.startswith(b"ID3"):
        return "mp3"
    head = int.from_bytes(content[:2])
    is_frame = head & SYNC == SYNC and head & LAYER == LAYER_3
    return "mp3" if is_frame else ""
