using System.Text.Json.Serialization;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Notifications.Contracts;

/// <summary>News for people as part of the change that makes them, for what is no event of the catalogue.</summary>
public static class ChangeNotices
{
    internal const string SinkName = "notices";

    /// <summary>Tells people once the change is committed.</summary>
    public static Change Notify(this Change change, Notice notice) => change.Send(SinkName, notice, NoticeJson.Default.Notice);
}

[JsonSerializable(typeof(Notice))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
internal sealed partial class NoticeJson : JsonSerializerContext;
