namespace Artisan.Platform.Outbound;

/// <summary>Requests to addresses that users gave; section <c>Outbound</c>.</summary>
public sealed class OutboundOptions
{
    /// <summary>Whether http and private addresses may be reached as well. Only on a developer's machine: the start refuses it elsewhere. Default false.</summary>
    public bool AllowPrivate { get; set; }
}
