using System;

namespace RoutedVMotion.VSphere.Paths;

/// <summary>How patient a canary's migrations are.</summary>
public sealed record CanarySettings
{
    /// <summary>How long one migration may take. After that it is not waited for any more; vCenter goes on with it.</summary>
    public TimeSpan MigrationTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to go on trying to bring the machine home, migrations and tasks apart, and to reach a server that is gone.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest pause between two looks at something.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(500);
}
