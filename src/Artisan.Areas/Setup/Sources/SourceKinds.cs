using Artisan.Platform.Sources;

namespace Artisan.Areas.Setup.Sources;

/// <summary>A kind of source that a workspace can choose.</summary>
/// <param name="Kind">The name on the wire.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Mode">pull: Artisan reads it; push: it sends to Artisan; upload: somebody brings a file.</param>
/// <param name="Guide">What is to be done there, in a sentence.</param>
/// <param name="Credentials">What is needed to read from it.</param>
/// <param name="Objects">What can be read from it.</param>
public sealed record SourceKind(string Kind, string Name, string Mode, string Guide, IReadOnlyList<SourceCredential> Credentials, IReadOnlyList<SourceObject> Objects);

/// <summary>Every kind of source there is: those that are read, and those that send.</summary>
internal sealed class SourceKinds(IEnumerable<IDataSource> sources, IEnumerable<IInboundSource> inbound)
{
    public const string Pull = "pull";

    private readonly Dictionary<string, IDataSource> _pulled = sources.ToDictionary(s => s.Kind, StringComparer.Ordinal);

    private readonly Dictionary<string, IInboundSource> _inbound = inbound.ToDictionary(s => s.Kind, StringComparer.Ordinal);

    /// <summary>All kinds, those that are read first.</summary>
    public IReadOnlyList<SourceKind> All { get; } =
    [
        .. sources.Select(s => new SourceKind(s.Kind, s.Name, Pull, $"Artisan reads {s.Name} every hour with credentials that you make there.", [.. s.Credentials, .. SecretsOf(inbound, s.Kind)], s.Objects)),
        new("segment", "Segment", "push", "Segment keeps no events that could be read: its destination Webhooks (Actions) sends them to the address below, signed with a shared secret, or a destination function with an API key that may write values.", [.. SecretsOf(inbound, "segment")], []),
        new("custom", "Your own system", "push", "Your system sends its data points to Artisan with an API key that may write values, or signed by Standard Webhooks to the address below.", [.. SecretsOf(inbound, "custom")], []),
        new("csv", "CSV file", "upload", "Bring a file; each line becomes a data point.", [], []),
    ];

    public SourceKind? Find(string kind) => All.FirstOrDefault(k => k.Kind == kind);

    /// <summary>How what a source of a kind sends on its own is verified; null where it sends nothing.</summary>
    public IInboundSource? Inbound(string kind) => _inbound.GetValueOrDefault(kind);

    /// <summary>The source of a kind that is read; null for those that send.</summary>
    public IDataSource? Pulled(string kind) => _pulled.GetValueOrDefault(kind);

    private static IEnumerable<SourceCredential> SecretsOf(IEnumerable<IInboundSource> inbound, string kind) => inbound.Where(i => i.Kind == kind).Select(i => i.Secret);
}
