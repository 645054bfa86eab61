namespace Artisan.Testing.Host;

/// <summary>Passes on what is written, and measures the live heap every so many bytes.</summary>
internal sealed class HeapWatch(Stream inner, long every) : Stream
{
    /// <summary>How many bytes were written.</summary>
    public long Written { get; private set; }

    /// <summary>The largest live heap that was met.</summary>
    public long MostAlive { get; private set; }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => Written;
    public override long Position { get => Written; set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken);
        var before = Written;
        Written += buffer.Length;
        if (before / every != Written / every) MostAlive = Math.Max(MostAlive, GC.GetTotalMemory(forceFullCollection: true));
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An export is written asynchronously.");
}
