namespace Artisan.Areas.Support.Contracts;

/// <summary>An e-mail that came for support.</summary>
/// <param name="MessageId">Its own name; the same mail, delivered twice, has the same one.</param>
/// <param name="To">The address that it was sent to.</param>
/// <param name="From">The bare address of the sender.</param>
/// <param name="Text">Its text.</param>
/// <param name="Files">What was attached.</param>
public sealed record ReceivedMail(string MessageId, string To, string From, string Text, IReadOnlyList<ReceivedFile> Files)
{
    // Addresses and what people write stay out of logs.
    public override string ToString() => "received mail";
}

/// <summary>A file of a received e-mail.</summary>
public sealed record ReceivedFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>Where e-mails to support go in. Whoever receives them has only to put them here.</summary>
public interface ITicketMailbox
{
    /// <summary>Whether an address is one that tickets are answered at.</summary>
    bool IsOurs(string address);

    /// <summary>Keeps a mail and has it handled soon. Putting the same one twice adds one message.</summary>
    Task PutAsync(ReceivedMail mail, CancellationToken ct);
}
