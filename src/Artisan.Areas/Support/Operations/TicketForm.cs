using System.Text.Json.Serialization.Metadata;
using Artisan.Areas.Support.Model;
using Artisan.Areas.Support.Storage;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Support.Operations;

/// <summary>What a request says, and the files that came with it.</summary>
internal sealed record TicketPost<T>(T Body, IReadOnlyList<CheckedFile> Files);

/// <summary>Reads a request that may bring files: JSON without any, or a form with the same fields and the files under <c>files</c>. Every file is checked by its content.</summary>
internal static class TicketForm
{
    /// <summary>The field of the files.</summary>
    public const string Files = "files";

    /// <summary>How many files a message may have.</summary>
    public const int MostFiles = 5;

    public static async Task<Outcome<TicketPost<T>>> ReadAsync<T>(HttpRequest request, Func<IFormCollection, T> fromForm, CancellationToken ct)
        where T : class
    {
        if (!request.HasFormContentType)
        {
            if (!request.HasJsonContentType()) return Faults.UnsupportedMediaType;
            var json = request.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            return await request.ReadFromJsonAsync((JsonTypeInfo<T>)json.GetTypeInfo(typeof(T)), ct) is { } body ? new TicketPost<T>(body, []) : Faults.Malformed;
        }

        try
        {
            var form = await request.ReadFormAsync(ct);
            var files = await CheckedAsync(form.Files, ct);
            return files.Fault is { } fault ? fault : new TicketPost<T>(fromForm(form), files.Value!);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Faults.Malformed.Because("The form could not be read.");
        }
    }

    /// <summary>A field of a form; null where it is missing or empty.</summary>
    public static string? Field(IFormCollection form, string name) => form[name].ToString() is { Length: > 0 } text ? text : null;

    private static async Task<Outcome<IReadOnlyList<CheckedFile>>> CheckedAsync(IFormFileCollection given, CancellationToken ct)
    {
        if (given.Count > MostFiles) return Faults.Invalid.At(Files, $"At most {MostFiles} files a message.");
        var files = new List<CheckedFile>(given.Count);
        foreach (var file in given)
        {
            var stream = file.OpenReadStream();
            await using var _ = stream.ConfigureAwait(false);
            var content = await BinaryData.FromStreamAsync(stream, ct);
            if (Check(file.FileName, content) is not { } good) return SupportFaults.FileRefused.At(Files, $"{AttachmentTypes.NameOf(file.FileName)}: only {AttachmentTypes.Words} may be attached.");
            files.Add(good);
        }

        return files;
    }

    /// <summary>A file whose name and content agree on a kind that is allowed; null otherwise.</summary>
    public static CheckedFile? Check(string fileName, BinaryData content)
    {
        var name = AttachmentTypes.NameOf(fileName);
        return content.ToMemory() is { Length: > 0 } bytes && AttachmentTypes.Of(name, bytes.Span) is { } type ? new CheckedFile(name, type, content) : null;
    }
}
