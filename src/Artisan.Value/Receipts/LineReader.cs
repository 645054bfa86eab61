namespace Artisan.Value.Receipts;

/// <summary>Reads a stream line by line; a line ends with a newline and nothing else, and every byte of the file belongs to one.</summary>
internal sealed class LineReader(Stream source, int maxLineBytes)
{
    private byte[] _buffer = new byte[Math.Min(8_192, maxLineBytes + 1)];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>The number of the line read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next line without its newline (valid until the next call); null at the end of the file. Throws <see cref="FormatException"/> for a line too long or not ended.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken ct)
    {
        Line++;
        var searched = 0;
        while (true)
        {
            var newline = _buffer.AsSpan((_start + searched).._end).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var line = _buffer.AsMemory(_start, searched + newline);
                _start += searched + newline + 1;
                return line;
            }

            searched = _end - _start;
            if (_atEnd)
            {
                return searched == 0 ? null : throw new FormatException("The last line is not ended.");
            }

            await FillAsync(ct);
        }
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end > maxLineBytes)
        {
            throw new FormatException($"The line is longer than {maxLineBytes} bytes.");
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, maxLineBytes + 1));
        }

        var read = await source.ReadAsync(_buffer.AsMemory(_end), ct);
        _end += read;
        _atEnd = read == 0;
    }
}
