using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Support.Mailing;
using Artisan.Areas.Support.Model;

namespace Artisan.Areas.Support.Storage;

/// <summary>A file of a message as it is found by its id.</summary>
/// <param name="AuthorId">Who opened the ticket: he and admins may have the file.</param>
/// <param name="File">The file.</param>
internal sealed record AttachmentDoc(string AuthorId, Attachment File);

/// <summary>How tickets stand in their rows, and what the area says to itself.</summary>
[JsonSerializable(typeof(Ticket))]
[JsonSerializable(typeof(TicketMessage))]
[JsonSerializable(typeof(AttachmentDoc))]
[JsonSerializable(typeof(DeskChanged))]
[JsonSerializable(typeof(TicketMailReceived))]
[JsonSerializable(typeof(KeptMail))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
internal sealed partial class SupportDocs : JsonSerializerContext
{
    // Subjects in any script must fit into a row, which escapes would make six times as long.
    public static SupportDocs Compact { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<TicketState>(), new JsonStringEnumConverter<TicketPriority>(), new JsonStringEnumConverter<WriterKind>() },
    });
}
