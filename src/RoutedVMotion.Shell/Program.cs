using System;

Console.Error.WriteLine("Usage: RoutedVMotion.Shell <script.ps1> [arguments]");
return 2;
