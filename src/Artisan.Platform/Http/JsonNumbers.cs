using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Artisan.Platform.Http;

/// <summary>Numbers of JSON as they are written, so that nothing is lost by reading them.</summary>
public static class JsonNumbers
{
    /// <summary>The digits of the number that the reader stands on, also where it lies across two pieces of a body.</summary>
    public static string NumberText(this ref Utf8JsonReader reader) =>
        Encoding.ASCII.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
}
