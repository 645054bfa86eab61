namespace Artisan.Testing;

/// <summary>The process that a test simulates is dead: this call and all later ones fail, and nobody retries.</summary>
public sealed class SimulatedCrashException() : Exception("Injected: the process died here.");
